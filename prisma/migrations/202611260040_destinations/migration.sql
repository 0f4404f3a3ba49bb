-- Which apps people of each platform are followed in, for a person: {"tiktok": ["bluesky", "spark"]}.
ALTER TABLE "users" ADD COLUMN "destinations" JSONB NOT NULL DEFAULT '{}',
    ADD CONSTRAINT "users_destinations_is_an_object" CHECK (jsonb_typeof("destinations") = 'object');
