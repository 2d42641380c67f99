//! `ZstdDict`, which keeps a dictionary for Python code.

pub(super) use _zstd::find_dictionary;

#[allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the shape that pymethod wants; what pyattr makes unwraps"
)]
#[rustpython_vm::pymodule(sub, name = "_zstd")]
pub(super) mod _zstd {
    use rustpython_vm::{
        FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        atomic_func,
        builtins::{PyBytesRef, PyInt, PyTuple, PyTupleRef, PyType},
        common::lock::LazyLock,
        function::{ArgBytesLike, OptionalArg},
        protocol::PySequenceMethods,
        pyclass,
        types::{AsSequence, Constructor, Representable},
    };

    use super::super::dictionary::{Dictionary, Use};

    #[pyattr]
    #[pyclass(module = "compression.zstd", name = "ZstdDict")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct ZstdDict {
        bytes: PyBytesRef,
        pub(crate) dictionary: Dictionary,
    }

    #[derive(FromArgs)]
    pub(crate) struct DictArgs {
        #[pyarg(positional)]
        dict_content: ArgBytesLike,
        #[pyarg(named, optional)]
        is_raw: OptionalArg<PyObjectRef>,
    }

    impl Constructor for ZstdDict {
        type Args = DictArgs;

        fn py_new(_cls: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let raw = match args.is_raw {
                OptionalArg::Present(raw) => raw.try_to_bool(vm)?,
                OptionalArg::Missing => false,
            };
            let content = args.dict_content.with_ref(<[u8]>::to_vec);
            let dictionary =
                Dictionary::new(&content, raw).map_err(|message| vm.new_value_error(message))?;
            Ok(Self {
                bytes: vm.ctx.new_bytes(content),
                dictionary,
            })
        }
    }

    impl AsSequence for ZstdDict {
        fn as_sequence() -> &'static PySequenceMethods {
            static METHODS: LazyLock<PySequenceMethods> = LazyLock::new(|| PySequenceMethods {
                length: atomic_func!(|sequence, _vm| {
                    let dictionary = &ZstdDict::sequence_downcast(sequence).dictionary;
                    Ok(dictionary.content.len())
                }),
                ..PySequenceMethods::NOT_IMPLEMENTED
            });
            &METHODS
        }
    }

    impl Representable for ZstdDict {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let Dictionary { id, content, .. } = &zelf.dictionary;
            Ok(format!(
                "<ZstdDict dict_id={id} dict_size={}>",
                content.len()
            ))
        }
    }

    #[pyclass(with(Constructor, AsSequence, Representable))]
    impl ZstdDict {
        #[pygetset]
        fn dict_content(zelf: PyRef<Self>) -> PyBytesRef {
            zelf.bytes.clone()
        }

        #[pygetset]
        fn dict_id(zelf: PyRef<Self>) -> u32 {
            zelf.dictionary.id
        }

        #[pygetset]
        fn as_digested_dict(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Digested, vm)
        }

        #[pygetset]
        fn as_undigested_dict(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Undigested, vm)
        }

        #[pygetset]
        fn as_prefix(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Prefix, vm)
        }

        #[pymethod(name = "__reduce__")]
        fn reduce(_zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_type_error("cannot pickle ZstdDict objects"))
        }
    }

    fn used_as(dictionary: PyRef<ZstdDict>, how: Use, vm: &VirtualMachine) -> PyTupleRef {
        let how = vm.ctx.new_int(how as i32).into();
        vm.ctx.new_tuple(vec![dictionary.into(), how])
    }

    /// A `zstd_dict` argument: a `ZstdDict`, or one with the way to use it.
    pub(crate) fn find_dictionary(
        argument: &PyObject,
        default: Use,
        vm: &VirtualMachine,
    ) -> PyResult<(PyRef<ZstdDict>, Use)> {
        if let Ok(dictionary) = argument.to_owned().downcast::<ZstdDict>() {
            return Ok((dictionary, default));
        }
        if let Some(pair) = argument.downcast_ref::<PyTuple>()
            && let [dictionary, how] = pair.as_slice()
            && let Ok(dictionary) = dictionary.clone().downcast::<ZstdDict>()
            && how.downcast_ref::<PyInt>().is_some()
        {
            match how.clone().try_into_value::<i32>(vm) {
                Ok(0) => return Ok((dictionary, Use::Digested)),
                Ok(1) => return Ok((dictionary, Use::Undigested)),
                Ok(2) => return Ok((dictionary, Use::Prefix)),
                _ => {}
            }
        }
        Err(vm.new_type_error("zstd_dict argument should be a ZstdDict object."))
    }
}
