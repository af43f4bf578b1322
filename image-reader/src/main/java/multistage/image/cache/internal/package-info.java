/** The files of a cache. */
package multistage.image.cache.internal;
