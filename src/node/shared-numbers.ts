/** What stands where in the memory that a parse worker shares with its pool: Int32 numbers. */
export const sharedNumbers = {
  /** Set by the pool: anything but 0 stops what is under way and all that was sent. */
  cancelled: 0,
  /** Set by the worker: how many files it has begun since it was started. */
  begun: 1,
} as const;
