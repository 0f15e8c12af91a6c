pub const PORT: u16 = 7070;
