/** Reads images, from files or from an engine, each layer once: what they hold, in bytes. */
package multistage.report.weigh;
