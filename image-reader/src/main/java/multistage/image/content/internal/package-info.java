/** The examiners: one for each kind of content. */
package multistage.image.content.internal;
