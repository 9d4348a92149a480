/** PostgreSQL's settings. Those that safety and privacy rest on bind at every start; sizes may be changed by the operator. */

export const PORT = 5432

/** The name PostgreSQL gives its socket. */
export const SOCKET_FILE = `.s.PGSQL.${PORT}`

/** Written into postgresql.conf when the cluster is made; an operator with a larger machine changes them there. */
export const FIRST_SETTINGS = [
  'max_connections=40',
  'shared_buffers=128MB',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'effective_cache_size=1GB',
  'max_wal_size=1GB',
  'checkpoint_timeout=15min',
  'random_page_cost=1.1',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
] as const

/** Given on the command line at every start, where no file can change them. It is money: nothing is answered before it is on disk. */
export const BINDING_SETTINGS = [
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'listen_addresses=',
  `port=${PORT}`,
  'unix_socket_permissions=0700',
] as const

/** The server logs its own life only: an error's text could hold a person id, and the service learns of it anyway. */
export const PRIVATE_LOG = [
  'log_destination=stderr',
  'logging_collector=off',
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_statement=none',
  'log_duration=off',
  'log_min_duration_statement=-1',
] as const
