/** How an archive is read: tar, compression, digests, documents and limits. */
package multistage.image.archive.internal;
