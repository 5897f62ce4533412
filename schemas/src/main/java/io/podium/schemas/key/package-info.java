/** Keys of records, composed in one place. They decide the partition, so they never change. */
@NullMarked
package io.podium.schemas.key;

import org.jspecify.annotations.NullMarked;
