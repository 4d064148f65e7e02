CREATE TABLE "q""x" ("a b" bigint NOT NULL, "%s" text DEFAULT '%s {} \', "{0}" varchar(3));
