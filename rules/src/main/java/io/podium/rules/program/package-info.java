/** Rule definitions that were checked and are ready to run. A program that exists is valid. */
package io.podium.rules.program;
