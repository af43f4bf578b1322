/**
 * What a variant's figures and an image's files show, as checks: whether a size, a time or memory
 * keeps its limit, and whether anything is in the image that a server doesn't need.
 */
package multistage.report.judge;
