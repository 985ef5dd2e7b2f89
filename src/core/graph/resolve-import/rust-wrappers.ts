/**
 * Members of types of the standard library that hold values (`Option`, `Result`, `Arc`, `Mutex`, `Vec`, iterators) which
 * give the value, or something that holds the same values.
 */
export const unwrappingMembers: ReadonlySet<string> = new Set(
  (
    'unwrap expect unwrap_or unwrap_or_else unwrap_or_default unwrap_unchecked ok ok_or ok_or_else or or_else map_err ' +
    'context with_context inspect inspect_err as_ref as_mut as_deref as_deref_mut as_pin_mut clone cloned copied to_owned ' +
    'take replace insert get_or_insert_with get_or_init borrow borrow_mut deref deref_mut get_mut into_inner get_ref ' +
    'lock read write try_lock try_read try_write upgrade ' +
    'iter iter_mut into_iter drain next next_back nth peek peekable by_ref rev skip take_while skip_while step_by filter ' +
    'chain cycle fuse last last_mut first first_mut get get_unchecked pop pop_front pop_back front front_mut back back_mut ' +
    'remove swap_remove find min_by max_by min_by_key max_by_key collect to_vec into_boxed_slice as_slice as_mut_slice'
  ).split(' '),
);
