/** What the other queues call theirs. */
export const queueName = "posts";
