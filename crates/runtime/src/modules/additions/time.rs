//! `time`: `tzset`, after which the module's constants are those of the new zone.

pub(crate) use _time::module_def;

#[rustpython_vm::pymodule(name = "time")]
mod _time {
    use rustpython_vm::{PyResult, VirtualMachine, host_env::time::tz};

    use super::super::system::checked_number;

    #[pyfunction]
    fn tzset(vm: &VirtualMachine) -> PyResult<()> {
        tz::tzset();
        let modules = vm.sys_module.get_attr("modules", vm)?;
        let module = modules.get_item("time", vm)?;
        let (standard, summer) = tz::tzname_strings();
        let names = vec![
            vm.ctx.new_str(standard).into(),
            vm.ctx.new_str(summer).into(),
        ];
        module.set_attr("tzname", vm.ctx.new_tuple(names), vm)?;
        module.set_attr("timezone", vm.ctx.new_int(tz::timezone()), vm)?;
        module.set_attr("altzone", vm.ctx.new_int(tz::altzone()), vm)?;
        module.set_attr("daylight", vm.ctx.new_int(tz::daylight()), vm)
    }

    #[pyfunction]
    fn pthread_getcpuclockid(thread_id: u64, vm: &VirtualMachine) -> PyResult<i32> {
        let mut clock = 0;
        // SAFETY: fills the number; as in CPython, the caller answers for the thread.
        let error = unsafe { libc::pthread_getcpuclockid(thread_id, &raw mut clock) };
        checked_number(error, vm)?;
        Ok(clock)
    }
}
