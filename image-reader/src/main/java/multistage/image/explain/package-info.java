/**
 * What an image's bytes are there for: its layers put on top of each other, a cause for every file
 * ({@code causes.txt}), what is wasted and what is there twice, and which software it is.
 */
package multistage.image.explain;
