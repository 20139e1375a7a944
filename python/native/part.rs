//! A struct → one of its fields as JSON, and none of the others: most of a report is seldom asked for.

use serde::ser::{self, Impossible, Serialize, SerializeStruct, Serializer};
use serde_json::Error;

/// The field of a struct by its name in JSON; `None` where JSON leaves it out.
pub(crate) fn part<T: Serialize>(of: &T, name: &str) -> Result<Option<String>, Error> {
    of.serialize(Part { name, json: None })
}

/// What serializes a struct: it takes one field, and passes over the others.
struct Part<'a> {
    name: &'a str,
    json: Option<String>,
}

impl SerializeStruct for Part<'_> {
    type Ok = Option<String>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if name == self.name {
            self.json = Some(serde_json::to_string(value)?);
        }
        Ok(())
    }

    fn end(self) -> Result<Option<String>, Error> {
        Ok(self.json)
    }
}

fn no_struct<T>() -> Result<T, Error> {
    Err(ser::Error::custom("only a struct has fields"))
}

/// Everything else has no fields.
macro_rules! no_fields {
    ($($function:ident($($type:ty),*) -> $of:ty;)*) => {
        $(fn $function(self, $(_: $type),*) -> Result<$of, Error> { no_struct() })*
    };
}

impl Serializer for Part<'_> {
    type Ok = Option<String>;
    type Error = Error;
    type SerializeSeq = Impossible<Option<String>, Error>;
    type SerializeTuple = Impossible<Option<String>, Error>;
    type SerializeTupleStruct = Impossible<Option<String>, Error>;
    type SerializeTupleVariant = Impossible<Option<String>, Error>;
    type SerializeMap = Impossible<Option<String>, Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Option<String>, Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Option<String>, Error> {
        no_struct()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<Option<String>, Error> {
        no_struct()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Option<String>, Error> {
        no_struct()
    }

    no_fields! {
        serialize_bool(bool) -> Option<String>;
        serialize_i8(i8) -> Option<String>;
        serialize_i16(i16) -> Option<String>;
        serialize_i32(i32) -> Option<String>;
        serialize_i64(i64) -> Option<String>;
        serialize_u8(u8) -> Option<String>;
        serialize_u16(u16) -> Option<String>;
        serialize_u32(u32) -> Option<String>;
        serialize_u64(u64) -> Option<String>;
        serialize_f32(f32) -> Option<String>;
        serialize_f64(f64) -> Option<String>;
        serialize_char(char) -> Option<String>;
        serialize_str(&str) -> Option<String>;
        serialize_bytes(&[u8]) -> Option<String>;
        serialize_none() -> Option<String>;
        serialize_unit() -> Option<String>;
        serialize_unit_struct(&'static str) -> Option<String>;
        serialize_unit_variant(&'static str, u32, &'static str) -> Option<String>;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}
