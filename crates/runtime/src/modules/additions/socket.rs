//! `_socket`: `recvmsg_into` and `timeout` of sockets. `import trio` wants the former.

pub(crate) use _socket::module_def;

#[allow(clippy::needless_pass_by_value, reason = "the shape that methods want")]
#[rustpython_vm::pymodule]
mod _socket {
    use rustpython_vm::{
        AsObject, Py, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyModule, PyTupleRef, PyTypeRef},
        function::{
            ArgIterable, ArgMemoryBuffer, ItemDoc, OptionalArg, PyMethodDef, PyMethodFlags,
        },
    };

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let class: PyTypeRef = module
            .as_object()
            .get_attr("socket", vm)?
            .try_into_value(vm)?;
        // Methods keep their class by a plain reference.
        let class: &'static PyTypeRef = Box::leak(Box::new(class));
        let method: &'static PyMethodDef = Box::leak(Box::new(PyMethodDef::new_const(
            "recvmsg_into",
            recvmsg_into,
            PyMethodFlags::METHOD,
            ItemDoc::static_text("Receives one message into several buffers."),
        )));
        class.set_attr(
            vm.ctx.intern_str("recvmsg_into"),
            method.to_proper_method(class, &vm.ctx),
        );
        let timeout = vm.ctx.new_readonly_getset("timeout", class, timeout);
        class.set_attr(vm.ctx.intern_str("timeout"), timeout.into());
        Ok(())
    }

    fn timeout(socket: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        vm.call_method(&socket, "gettimeout", ())
    }

    /// Receives by `recvmsg`, which waits and interprets the address, and spreads
    /// the data over the buffers.
    fn recvmsg_into(
        socket: PyObjectRef,
        buffers: ArgIterable<ArgMemoryBuffer>,
        ancillary_size: OptionalArg<isize>,
        flags: OptionalArg<i32>,
        vm: &VirtualMachine,
    ) -> PyResult<PyTupleRef> {
        let buffers = buffers.iter(vm)?.collect::<PyResult<Vec<_>>>()?;
        let size: usize = buffers.iter().map(ArgMemoryBuffer::len).sum();
        let arguments = (size, ancillary_size.unwrap_or(0), flags.unwrap_or(0));
        let received: PyTupleRef = vm
            .call_method(&socket, "recvmsg", arguments)?
            .try_into_value(vm)?;
        let [data, ancillary, flags, address] = received.as_slice() else {
            return Err(vm.new_value_error("recvmsg() must return four values"));
        };
        let data: PyBytesRef = data.clone().try_into_value(vm)?;
        let mut rest = data.as_bytes();
        for buffer in &buffers {
            let (part, later) = rest.split_at(rest.len().min(buffer.len()));
            buffer.borrow_buf_mut()[..part.len()].copy_from_slice(part);
            rest = later;
        }
        Ok(vm.ctx.new_tuple(vec![
            vm.ctx.new_int(data.as_bytes().len()).into(),
            ancillary.clone(),
            flags.clone(),
            address.clone(),
        ]))
    }
}
