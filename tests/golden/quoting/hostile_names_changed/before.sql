CREATE TABLE "q""x" ("a b" int, "%s" text, "{0}" text);
