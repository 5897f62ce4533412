/** The command line: options in, exit code and lines out. Each command wires what other packages do. */
package io.podium.standalone.command;
