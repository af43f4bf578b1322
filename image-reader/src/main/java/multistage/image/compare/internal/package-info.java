/** How two contents of one file differ. */
package multistage.image.compare.internal;
