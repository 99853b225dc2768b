-- The queue of jobs: the schema that pg-boss 12.35.0 expects (getConstructionPlans, version 43), kept here as plain SQL so
-- that only the owner ever changes a schema. Jobs hold identifiers and nothing of a person: no académie, no row security.
CREATE SCHEMA IF NOT EXISTS tache;

CREATE TYPE tache.job_state AS ENUM (
  'created',
  'retry',
  'active',
  'completed',
  'cancelled',
  'failed'
);

CREATE FUNCTION tache.job_now()
RETURNS timestamp with time zone AS
$$
  SELECT pg_catalog.now();
$$
LANGUAGE sql STABLE;

CREATE TABLE tache.version (
  version int primary key,
  cron_on timestamp with time zone,
  bam_on timestamp with time zone,
  flow_on timestamp with time zone,
  reindex_on timestamp with time zone,
  monitor_backoff_on timestamp with time zone
);

CREATE TABLE tache.queue (
  name text NOT NULL,
  policy text NOT NULL,
  retry_limit int NOT NULL,
  retry_delay int NOT NULL,
  retry_backoff bool NOT NULL,
  retry_delay_max int,
  expire_seconds int NOT NULL,
  retention_seconds int NOT NULL,
  deletion_seconds int NOT NULL,
  dead_letter text REFERENCES tache.queue (name) CHECK (dead_letter IS DISTINCT FROM name),
  partition bool NOT NULL,
  table_name text NOT NULL,
  deferred_count int NOT NULL default 0,
  queued_count int NOT NULL default 0,
  ready_count int NOT NULL default 0,
  warning_queued int NOT NULL default 0,
  active_count int NOT NULL default 0,
  failed_count int NOT NULL default 0,
  total_count int NOT NULL default 0,
  created_delta int NOT NULL default 0,
  completed_delta int NOT NULL default 0,
  failed_delta int NOT NULL default 0,
  delta_on timestamp with time zone,
  delta_seconds int,
  ready_history int[] NOT NULL default '{}',
  heartbeat_seconds int,
  notify bool NOT NULL DEFAULT false,
  singletons_active text[],
  monitor_claim_on timestamp with time zone,
  monitor_on timestamp with time zone,
  maintain_on timestamp with time zone,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

CREATE TABLE tache.schedule (
  name text REFERENCES tache.queue ON DELETE CASCADE,
  key text not null DEFAULT '',
  kind text not null DEFAULT 'cron' CHECK (kind IN ('cron', 'rrule')),
  cron text not null,
  timezone text DEFAULT 'UTC',
  data jsonb,
  options jsonb,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  last_job_id uuid,
  PRIMARY KEY (name, key)
);

CREATE TABLE tache.subscription (
  event text not null,
  name text not null REFERENCES tache.queue ON DELETE CASCADE,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY(event, name)
);

CREATE TABLE tache.bam (
  id uuid PRIMARY KEY default gen_random_uuid(),
  name text NOT NULL,
  version int NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  queue text,
  table_name text NOT NULL,
  command text NOT NULL,
  error text,
  created_on timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  started_on timestamp with time zone,
  completed_on timestamp with time zone
);

CREATE FUNCTION tache.job_table_format(command text, table_name text)
RETURNS text AS
$$
  SELECT format(
    regexp_replace(
      regexp_replace(command, '\.job\y', '.%1$I', 'g'),
      '\yjob_i(\d+)', '%1$s_i\1', 'g'
    ),
    table_name
  );
$$
LANGUAGE sql IMMUTABLE;

CREATE FUNCTION tache.job_table_run(command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
RETURNS VOID AS
$$
DECLARE
  tbl RECORD;
BEGIN
  IF queue_name IS NOT NULL THEN
    SELECT table_name INTO tbl_name FROM tache.queue WHERE name = queue_name;
  END IF;

  IF tbl_name IS NOT NULL THEN
    EXECUTE tache.job_table_format(command, tbl_name);
    RETURN;
  END IF;

  EXECUTE tache.job_table_format(command, 'job_common');

  FOR tbl IN SELECT table_name FROM tache.queue WHERE partition = true
  LOOP
    EXECUTE tache.job_table_format(command, tbl.table_name);
  END LOOP;
END;
$$
LANGUAGE plpgsql;

CREATE FUNCTION tache.job_table_run_async(command_name text, version int, command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
RETURNS VOID AS
$$
BEGIN
  IF queue_name IS NOT NULL THEN
    SELECT table_name INTO tbl_name FROM tache.queue WHERE name = queue_name;
  END IF;

  IF tbl_name IS NOT NULL THEN
    INSERT INTO tache.bam (name, version, status, queue, table_name, command)
    VALUES (
      command_name,
      version,
      'pending',
      queue_name,
      tbl_name,
      tache.job_table_format(command, tbl_name)
    );
    RETURN;
  END IF;

  INSERT INTO tache.bam (name, version, status, queue, table_name, command)
  SELECT
    command_name,
    version,
    'pending',
    NULL,
    'job_common',
    tache.job_table_format(command, 'job_common')
  UNION ALL
  SELECT
    command_name,
    version,
    'pending',
    queue.name,
    queue.table_name,
    tache.job_table_format(command, queue.table_name)
  FROM tache.queue
  WHERE partition = true;
END;
$$
LANGUAGE plpgsql;

CREATE TABLE tache.job (
  id uuid not null default gen_random_uuid(),
  name text not null,
  priority integer not null default(0),
  data jsonb,
  state tache.job_state not null default 'created',
  retry_limit integer not null default 2,
  retry_count integer not null default 0,
  retry_delay integer not null default 0,
  retry_backoff boolean not null default false,
  retry_delay_max integer,
  expire_seconds int not null default 900,
  deletion_seconds int not null default 604800,
  singleton_key text,
  singleton_on timestamp without time zone,
  group_id text,
  group_tier text,
  start_after timestamp with time zone not null default now(),
  created_on timestamp with time zone not null default now(),
  started_on timestamp with time zone,
  completed_on timestamp with time zone,
  keep_until timestamp with time zone NOT NULL default now() + interval '1209600',
  output jsonb,
  dead_letter text,
  policy text,
  heartbeat_on timestamp with time zone,
  heartbeat_seconds int,
  blocked boolean not null default false,
  blocking boolean not null default false,
  pending_dependencies int not null default 0,
  source_name text,
  source_id uuid,
  source_created_on timestamp with time zone,
  source_retry_count int,
  source_output jsonb,
  source_root_id uuid
) PARTITION BY LIST (name);
ALTER TABLE tache.job ADD PRIMARY KEY (name, id);

CREATE TABLE tache.job_common (LIKE tache.job INCLUDING GENERATED INCLUDING DEFAULTS);

SELECT tache.job_table_run($cmd$ALTER TABLE tache.job ADD PRIMARY KEY (name, id)$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$ALTER TABLE tache.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES tache.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$ALTER TABLE tache.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES tache.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i1 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i2 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i3 ON tache.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i6 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i8 ON tache.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE INDEX job_i10 ON tache.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$ALTER TABLE tache.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE UNIQUE INDEX job_i4 ON tache.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE INDEX job_i11 ON tache.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE INDEX job_i7 ON tache.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE INDEX job_i9 ON tache.job (name, id) WHERE blocking AND state = 'completed'$cmd$, 'job_common');
SELECT tache.job_table_run($cmd$CREATE INDEX job_i12 ON tache.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, 'job_common');

ALTER TABLE tache.job ATTACH PARTITION tache.job_common DEFAULT;

CREATE TABLE tache.warning (
  id uuid PRIMARY KEY default gen_random_uuid(),
  type text NOT NULL,
  message text NOT NULL,
  data jsonb,
  created_on timestamp with time zone NOT NULL DEFAULT now()
);
CREATE INDEX warning_i1 ON tache.warning (created_on DESC);

CREATE TABLE tache.queue_stats (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  deferred_count int NOT NULL DEFAULT 0,
  queued_count   int NOT NULL DEFAULT 0,
  ready_count    int NOT NULL DEFAULT 0,
  active_count   int NOT NULL DEFAULT 0,
  failed_count   int NOT NULL DEFAULT 0,
  total_count    int NOT NULL DEFAULT 0,
  created_delta   int,
  completed_delta int,
  failed_delta    int,
  delta_seconds   int,
  delta_on        timestamptz,
  captured_on timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, captured_on)
) PARTITION BY RANGE (captured_on);
CREATE INDEX queue_stats_i1 ON tache.queue_stats (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);

DO $$
DECLARE
  d date;
  i int;
  part_name text;
BEGIN
  FOR i IN 0..1 LOOP
    d := (tache.job_now() AT TIME ZONE 'UTC')::date + i;
    part_name := 'queue_stats_' || to_char(d, 'YYYYMMDD');
    IF NOT EXISTS (
      SELECT 1 FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'tache' AND c.relname = part_name
    ) THEN
      EXECUTE format(
        'CREATE TABLE tache.%I PARTITION OF tache.queue_stats FOR VALUES FROM (%L) TO (%L)',
        part_name,
        to_char(d, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(d + 1, 'YYYY-MM-DD') || ' 00:00:00+00'
      );
    END IF;
  END LOOP;
END;
$$;

CREATE TABLE tache.job_dependency (
  child_name text NOT NULL,
  child_id uuid NOT NULL,
  parent_name text NOT NULL,
  parent_id uuid NOT NULL,
  PRIMARY KEY (child_name, child_id, parent_name, parent_id)
);
CREATE INDEX IF NOT EXISTS job_dep_parent_idx ON tache.job_dependency (parent_name, parent_id);

CREATE FUNCTION tache.create_queue(queue_name text, options jsonb)
RETURNS VOID AS
$$
DECLARE
  tablename varchar := CASE WHEN options->>'partition' = 'true'
                        THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                        ELSE 'job_common'
                        END;
  queue_created_on timestamptz;
BEGIN

  WITH q as (
    INSERT INTO tache.queue (
      name,
      policy,
      retry_limit,
      retry_delay,
      retry_backoff,
      retry_delay_max,
      expire_seconds,
      retention_seconds,
      deletion_seconds,
      warning_queued,
      dead_letter,
      partition,
      table_name,
      heartbeat_seconds,
      notify,
      created_on,
      updated_on
    )
    VALUES (
      queue_name,
      options->>'policy',
      COALESCE((options->>'retryLimit')::int, 2),
      COALESCE((options->>'retryDelay')::int, 0),
      COALESCE((options->>'retryBackoff')::bool, false),
      (options->>'retryDelayMax')::int,
      COALESCE((options->>'expireInSeconds')::int, 900),
      COALESCE((options->>'retentionSeconds')::int, 1209600),
      COALESCE((options->>'deleteAfterSeconds')::int, 604800),
      COALESCE((options->>'warningQueueSize')::int, 0),
      options->>'deadLetter',
      COALESCE((options->>'partition')::bool, false),
      tablename,
      (options->>'heartbeatSeconds')::int,
      COALESCE((options->>'notify')::bool, false),
      tache.job_now(),
      tache.job_now()
    )
    ON CONFLICT DO NOTHING
    RETURNING created_on
  )
  SELECT created_on into queue_created_on from q;

  IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
    RETURN;
  END IF;

  EXECUTE format('CREATE TABLE tache.%I (LIKE tache.job INCLUDING DEFAULTS)', tablename);

  EXECUTE tache.job_table_format($cmd$ALTER TABLE tache.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$ALTER TABLE tache.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES tache.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$ALTER TABLE tache.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES tache.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);

  EXECUTE tache.job_table_format($cmd$CREATE INDEX job_i11 ON tache.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON tache.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$CREATE INDEX job_i7 ON tache.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$CREATE INDEX job_i9 ON tache.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
  EXECUTE tache.job_table_format($cmd$CREATE INDEX job_i12 ON tache.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);

  IF options->>'policy' = 'short' THEN
    EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
  ELSIF options->>'policy' = 'singleton' THEN
    EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
  ELSIF options->>'policy' = 'stately' THEN
    EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON tache.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
  ELSIF options->>'policy' = 'exclusive' THEN
    EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON tache.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
  ELSIF options->>'policy' = 'key_strict_fifo' THEN
    EXECUTE tache.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON tache.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
    EXECUTE tache.job_table_format($cmd$CREATE INDEX job_i10 ON tache.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
    EXECUTE tache.job_table_format($cmd$ALTER TABLE tache.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
  END IF;

  EXECUTE format('ALTER TABLE tache.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
  EXECUTE format('ALTER TABLE tache.job ATTACH PARTITION tache.%I FOR VALUES IN (%L)', tablename, queue_name);
END;
$$
LANGUAGE plpgsql;

CREATE FUNCTION tache.delete_queue(queue_name text)
RETURNS VOID AS
$$
DECLARE
  v_table varchar;
  v_partition bool;
BEGIN

  SELECT table_name, partition
  FROM tache.queue
  WHERE name = queue_name
  INTO v_table, v_partition;

  IF v_partition THEN
    EXECUTE format('DROP TABLE IF EXISTS tache.%I', v_table);
  ELSE
    EXECUTE format('DELETE FROM tache.%I WHERE name = %L', v_table, queue_name);
  END IF;

  DELETE FROM tache.queue WHERE name = queue_name;
END;
$$
LANGUAGE plpgsql;
INSERT INTO tache.version(version) VALUES ('43');

grant usage on schema tache to passpro_app;
grant select, insert, update, delete on all tables in schema tache to passpro_app;
grant usage on all sequences in schema tache to passpro_app;

-- A job that its worker no longer keeps alive runs again; one that fails is tried three more times, later and later.
select tache.create_queue(name, jsonb_build_object('policy', policy, 'retryLimit', 3, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 604800))
from (values ('importation', 'standard'), ('placement', 'short'), ('emission', 'short'), ('menage', 'short')) as files (name, policy);

-- What the page of an import shows beside its counters: the file kept on the machine until it is read, and, when the
-- work was stopped by a breakdown, how it goes on.
alter table importation
  add column fichiers jsonb not null default '[]',
  add column panne text,
  add column lignes int;

-- Four eyes: one person asks for an export, another approves it, which is what runs it.
create table demande_export (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  demandeur_id bigint not null,
  demandee_le timestamptz not null,
  lot_id bigint,
  abandon_le timestamptz,
  constraint demande_export_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint demande_export_par foreign key (academie, demandeur_id) references compte (academie, id),
  constraint demande_export_donne_un_lot foreign key (academie, lot_id) references lot (academie, id)
);
create unique index une_demande_export_en_cours on demande_export (campagne_id) where lot_id is null and abandon_le is null;
alter table demande_export enable row level security;
alter table demande_export force row level security;
create policy academie_de_la_transaction on demande_export to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- The very bytes that were hashed and signed. They could be drawn again from lot_ligne, but not for long: the name or the
-- INE of a pupil changes at the next import, and the file sent would no longer be the one signed.
alter table lot add column fichier bytea;
alter table lot alter column fichier set storage external;
