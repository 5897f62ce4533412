/** Questions of API nodes to processors and their answers. The only contract between the two. */
package io.podium.schemas.query;
