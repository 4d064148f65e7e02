CREATE INDEX "m_name" ON "public"."m" USING btree ((lower((name)::text))) WHERE (id > 0);
