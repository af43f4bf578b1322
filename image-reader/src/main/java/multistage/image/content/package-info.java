/**
 * What a file says by its content: programs, jars, Java run-times and records of packages. Whatever
 * the content, memory is bounded and nothing is thrown; what isn't what it seems to be says
 * nothing.
 */
package multistage.image.content;
