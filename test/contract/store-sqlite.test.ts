import { laySqlite } from "../support/sqlite-ground.ts";
import { storeContract } from "./store.ts";

storeContract("SQLite", laySqlite);
