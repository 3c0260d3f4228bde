-- The audit trail is append only for doors and workers; past its time it goes through this door alone, one ward at a time.
CREATE FUNCTION purge_audit_lines(older_than timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE purged integer;
BEGIN
  IF older_than > now() - interval '700 days' THEN
    RAISE EXCEPTION 'audit lines are kept for two years';
  END IF;
  DELETE FROM audit_line WHERE ward_id = current_ward() AND at < older_than;
  GET DIAGNOSTICS purged = ROW_COUNT;
  RETURN purged;
END $$;
REVOKE ALL ON FUNCTION purge_audit_lines(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_audit_lines(timestamptz) TO loa_app;
