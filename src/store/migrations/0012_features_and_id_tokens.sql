-- What the tiers open besides models. Whoever's tier does not have a feature is refused what belongs to it.
UPDATE tiers SET features = '["api_keys","sharing"]' WHERE features = '[]';

-- Of a login elsewhere, sealed: whoever signs out here shows it there. Empty: none.
ALTER TABLE sessions ADD COLUMN id_token TEXT NOT NULL DEFAULT '';
