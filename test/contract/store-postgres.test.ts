import { afterAll } from "vitest";
import { clearPostgres, layPostgres } from "../support/postgres-ground.ts";
import { storeContract } from "./store.ts";

storeContract("PostgreSQL", layPostgres);
afterAll(clearPostgres);
