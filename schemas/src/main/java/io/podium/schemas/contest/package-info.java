/** Contests as records: phases and standings. The JSON of topics and answers. */
package io.podium.schemas.contest;
