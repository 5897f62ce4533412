/** Keys of records, composed in one place. They decide the partition, so they never change. */
package io.podium.schemas.key;
