CREATE TYPE "when" AS ENUM ('a');
