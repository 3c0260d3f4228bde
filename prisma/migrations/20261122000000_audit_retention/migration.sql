-- The audit trail is append only: nothing in it changes, and nothing goes before two years are over.
GRANT DELETE ON audit_line TO loa_app;
CREATE POLICY kept_two_years ON audit_line AS RESTRICTIVE FOR DELETE USING (at < now() - interval '700 days');
