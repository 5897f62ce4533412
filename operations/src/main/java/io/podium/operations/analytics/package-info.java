/** Events and outcomes as Parquet files, and SQL over them by DuckDB. Only what is committed is exported. */
package io.podium.operations.analytics;
