//! Page layouts → the typed report of a Chinese departmental final account (部门决算).
#![forbid(unsafe_code)]
