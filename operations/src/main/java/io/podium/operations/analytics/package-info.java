/** Events and outcomes as Parquet files, and SQL over them by DuckDB. Only what is committed is exported. */
@NullMarked
package io.podium.operations.analytics;

import org.jspecify.annotations.NullMarked;
