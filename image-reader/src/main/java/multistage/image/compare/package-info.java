/** Where two builds of the same Dockerfile differ, and why. */
package multistage.image.compare;
