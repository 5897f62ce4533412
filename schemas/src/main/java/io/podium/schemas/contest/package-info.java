/** Contests as records: phases and standings. The JSON of topics and answers. */
@NullMarked
package io.podium.schemas.contest;

import org.jspecify.annotations.NullMarked;
