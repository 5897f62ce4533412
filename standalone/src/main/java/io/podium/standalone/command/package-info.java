/** The command line: options in, exit code and lines out. Each command wires what other packages do. */
@NullMarked
package io.podium.standalone.command;

import org.jspecify.annotations.NullMarked;
