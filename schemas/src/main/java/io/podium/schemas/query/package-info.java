/** Questions of API nodes to processors and their answers. The only contract between the two. */
@NullMarked
package io.podium.schemas.query;

import org.jspecify.annotations.NullMarked;
