/** How layers are merged, and how causes, shells and packages are found in the result. */
package multistage.image.explain.internal;
