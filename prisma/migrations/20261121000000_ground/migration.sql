-- The ward of this transaction; null outside one, so that nothing is seen and nothing can be written.
CREATE FUNCTION current_ward() RETURNS uuid LANGUAGE sql STABLE AS
 $$ SELECT nullif(current_setting('app.ward_id', true), '')::uuid $$;

-- What doors and workers run as: it cannot pass row-level security.
DO $$ BEGIN CREATE ROLE loa_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT loa_app TO %I', current_user); END $$;
GRANT USAGE ON SCHEMA public TO loa_app;

-- Called once for every table that belongs to a ward.
CREATE FUNCTION keep_wards_apart(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO loa_app', target);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY same_ward ON %s USING (ward_id = current_ward()) WITH CHECK (ward_id = current_ward())', target);
END $$;
