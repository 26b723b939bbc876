-- The database of a desk and its four roles, for a PostgreSQL server (15 or newer) of your own. Run once, and again at will:
--
--   export CATENARY_OWNER_PASSWORD=... CATENARY_WEB_PASSWORD=... CATENARY_WORKER_PASSWORD=... CATENARY_BACKUP_PASSWORD=...
--   psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --file=roles.sql
--
-- The names of the roles are fixed: row security speaks of them. --set=database=NAME names the database (default: catenary).
\getenv owner_password CATENARY_OWNER_PASSWORD
\getenv web_password CATENARY_WEB_PASSWORD
\getenv worker_password CATENARY_WORKER_PASSWORD
\getenv backup_password CATENARY_BACKUP_PASSWORD
\if :{?database}
\else
  \set database catenary
\endif

SELECT format('CREATE ROLE %I LOGIN', role)
  FROM unnest(ARRAY['catenary_owner', 'catenary_web', 'catenary_worker', 'catenary_backup']) role
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
\gexec

-- Makes and changes tables while a new version is brought in; owns them, and is bound by row security all the same.
ALTER ROLE catenary_owner NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'owner_password';
-- Answer browsers, and work off jobs. Neither can go round row security.
ALTER ROLE catenary_web NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'web_password';
ALTER ROLE catenary_worker NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'worker_password';
-- Reads every row and writes none; used by `catenary backup`, which encrypts before anything reaches a disk.
ALTER ROLE catenary_backup NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'backup_password';
GRANT pg_read_all_data TO catenary_backup;
ALTER ROLE catenary_backup SET default_transaction_read_only = on;

-- A stuck request ends before it holds others up; jobs may take longer.
ALTER ROLE catenary_web SET statement_timeout = '30s';
ALTER ROLE catenary_web SET idle_in_transaction_session_timeout = '60s';

SELECT format('CREATE DATABASE %I OWNER catenary_owner ENCODING ''UTF8'' LOCALE ''C'' TEMPLATE template0', :'database')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO catenary_web, catenary_worker, catenary_backup;

-- The server's own log: no statement and no value, since a value may be a name. The desk logs the code of every refusal.
ALTER DATABASE :"database" SET log_statement = 'none';
ALTER DATABASE :"database" SET log_min_duration_statement = -1;
ALTER DATABASE :"database" SET log_min_messages = 'log';
ALTER DATABASE :"database" SET log_min_error_statement = 'panic';
ALTER DATABASE :"database" SET log_parameter_max_length = 0;
ALTER DATABASE :"database" SET log_parameter_max_length_on_error = 0;
