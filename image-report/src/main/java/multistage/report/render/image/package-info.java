/**
 * What every format says of one image, in the same words: what its bytes are there for, what is in
 * it, and which lines of its Dockerfile bring it.
 */
package multistage.report.render.image;
