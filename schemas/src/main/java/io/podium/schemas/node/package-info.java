/** What the nodes of every role share: how their background threads run. Knows nothing of what the threads do. */
@NullMarked
package io.podium.schemas.node;

import org.jspecify.annotations.NullMarked;
