/**
 * A Dockerfile beside the bytes that its lines bring: finds the lines that made an image's layers,
 * and adds up what they cost.
 */
package multistage.report.annotate;
