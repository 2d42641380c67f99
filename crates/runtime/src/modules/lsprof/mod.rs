//! The native module `_lsprof`: the profiler behind `cProfile`.
//!
//! As in CPython it is a tool of `sys.monitoring` (PEP 669), and so sees every
//! thread. Each thread has a recorder of its own; the statistics are their sum.

mod function;
mod recorder;

pub(crate) use _lsprof::module_def;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pymethod wants"
)]
#[rustpython_vm::pymodule]
mod _lsprof {
    use std::{
        collections::HashMap,
        sync::atomic::{AtomicBool, Ordering::Relaxed},
        thread::{self, ThreadId},
        time::Instant,
    };

    use rustpython_vm::{
        FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        common::lock::PyMutex,
        function::{ArgIntoFloat, FuncArgs, OptionalArg},
        pyclass, pystruct_sequence, pystruct_sequence_data,
        types::{Callable, Constructor, DefaultConstructor, Initializer, PyStructSequence},
    };

    use super::{
        function::{self, Key, Table},
        recorder::{Entry, Recorder, Tally},
    };

    /// `sys.monitoring.PROFILER_ID`
    const TOOL: i32 = 2;
    const NANOSECOND: f64 = 1e-9;

    /// The events of PEP 669 that the profiler asks for, and what they mean to it.
    const EVENTS: [(&str, Event); 9] = [
        ("PY_START", Event::Enter),
        ("PY_RESUME", Event::Enter),
        ("PY_THROW", Event::Enter),
        ("PY_RETURN", Event::Leave),
        ("PY_YIELD", Event::Leave),
        ("PY_UNWIND", Event::Leave),
        ("CALL", Event::EnterNative),
        ("C_RETURN", Event::LeaveNative),
        ("C_RAISE", Event::LeaveNative),
    ];

    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    enum Event {
        Enter,
        Leave,
        EnterNative,
        LeaveNative,
    }

    impl Event {
        fn is_native(self) -> bool {
            matches!(self, Self::EnterNative | Self::LeaveNative)
        }
    }

    /// What has been measured. Its lock is never held while Python runs or
    /// Python objects come and go: a collection stops all threads, and one that
    /// waits for a lock cannot be stopped.
    #[derive(Debug, Default)]
    struct Measured {
        table: Table,
        threads: HashMap<ThreadId, Recorder>,
    }

    #[derive(Debug)]
    struct Clock {
        /// A function to ask instead of the system's clock.
        timer: Option<PyObjectRef>,
        /// Seconds in what the function returns; 0 if it returns seconds.
        unit: f64,
    }

    #[pyattr]
    #[pyclass(module = "_lsprof", name = "Profiler")]
    #[derive(Debug, PyPayload)]
    struct Profiler {
        clock: PyMutex<Clock>,
        created: Instant,
        enabled: AtomicBool,
        subcalls: AtomicBool,
        builtins: AtomicBool,
        /// The timer runs, and may not stop what it serves.
        in_timer: AtomicBool,
        measured: PyMutex<Measured>,
    }

    impl Default for Profiler {
        fn default() -> Self {
            Self {
                clock: PyMutex::new(Clock {
                    timer: None,
                    unit: 0.0,
                }),
                created: Instant::now(),
                enabled: AtomicBool::new(false),
                subcalls: AtomicBool::new(true),
                builtins: AtomicBool::new(true),
                in_timer: AtomicBool::new(false),
                measured: PyMutex::new(Measured::default()),
            }
        }
    }

    impl DefaultConstructor for Profiler {}

    #[derive(FromArgs)]
    struct ProfilerArgs {
        #[pyarg(any, optional)]
        timer: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        timeunit: OptionalArg<ArgIntoFloat>,
        #[pyarg(any, optional)]
        subcalls: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        builtins: OptionalArg<PyObjectRef>,
    }

    impl Initializer for Profiler {
        type Args = ProfilerArgs;

        fn init(zelf: &Py<Self>, args: Self::Args, vm: &VirtualMachine) -> PyResult<()> {
            set_flag(&zelf.subcalls, args.subcalls, vm)?;
            set_flag(&zelf.builtins, args.builtins, vm)?;
            let clock = Clock {
                timer: args.timer.into_option().filter(|timer| !vm.is_none(timer)),
                unit: args.timeunit.into_option().map_or(0.0, f64::from),
            };
            let old = std::mem::replace(&mut *zelf.clock.lock(), clock);
            drop(old);
            Ok(())
        }
    }

    #[derive(FromArgs)]
    struct EnableArgs {
        #[pyarg(any, optional)]
        subcalls: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        builtins: OptionalArg<PyObjectRef>,
    }

    fn set_flag(
        flag: &AtomicBool,
        value: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        if let OptionalArg::Present(value) = value {
            flag.store(value.try_to_bool(vm)?, Relaxed);
        }
        Ok(())
    }

    #[pyclass(with(Constructor, Initializer), flags(BASETYPE))]
    impl Profiler {
        /// Start to record; what is not given stays as it was.
        #[pymethod]
        fn enable(zelf: PyRef<Self>, args: EnableArgs, vm: &VirtualMachine) -> PyResult<()> {
            let monitoring = monitoring(vm)?;
            let name = vm.ctx.new_str("cProfile");
            if vm
                .call_method(&monitoring, "use_tool_id", (TOOL, name))
                .is_err()
            {
                return Err(vm.new_value_error("Another profiling tool is already active"));
            }
            let subscribed = set_flag(&zelf.subcalls, args.subcalls, vm)
                .and_then(|()| set_flag(&zelf.builtins, args.builtins, vm))
                .and_then(|()| subscribe(&zelf, &monitoring, vm));
            if let Err(error) = subscribed {
                vm.call_method(&monitoring, "free_tool_id", (TOOL,))?;
                return Err(error);
            }
            zelf.enabled.store(true, Relaxed);
            Ok(())
        }

        /// Stop recording; calls that still run count as finished.
        #[pymethod]
        fn disable(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            zelf.refuse_in_timer("disable", vm)?;
            if !zelf.enabled.swap(false, Relaxed) {
                return Ok(());
            }
            let monitoring = monitoring(vm)?;
            vm.call_method(&monitoring, "free_tool_id", (TOOL,))?;
            let now = zelf.now(vm);
            let subcalls = zelf.subcalls.load(Relaxed);
            let mut measured = zelf.measured.lock();
            for recorder in measured.threads.values_mut() {
                recorder.finish(now, subcalls);
            }
            Ok(())
        }

        /// Forget everything recorded.
        #[pymethod]
        fn clear(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            zelf.refuse_in_timer("clear", vm)?;
            let old = std::mem::take(&mut *zelf.measured.lock());
            drop(old);
            Ok(())
        }

        /// A `profiler_entry` for each function that was called.
        #[pymethod]
        fn getstats(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
            let (shown, sums) = zelf.sums();
            let unit = zelf.tick();
            let mut entries: Vec<(usize, Entry)> = sums
                .into_iter()
                .filter(|(_, entry)| entry.own.calls > 0)
                .collect();
            entries.sort_unstable_by_key(|(function, _)| *function);
            let entries = entries
                .into_iter()
                .map(|(function, entry)| shown_entry(function, entry, &shown, unit, vm))
                .collect();
            vm.ctx.new_list(entries).into()
        }
    }

    impl Profiler {
        fn refuse_in_timer(&self, what: &str, vm: &VirtualMachine) -> PyResult<()> {
            if self.in_timer.load(Relaxed) {
                let message = format!("cannot {what} profiler in external timer");
                return Err(vm.new_runtime_error(message));
            }
            Ok(())
        }

        fn sums(&self) -> (Vec<PyObjectRef>, HashMap<usize, Entry>) {
            let measured = self.measured.lock();
            let mut sums = HashMap::new();
            for recorder in measured.threads.values() {
                recorder.add_to(&mut sums);
            }
            (measured.table.shown(), sums)
        }

        /// Seconds in a tick of [`Self::now`].
        fn tick(&self) -> f64 {
            let clock = self.clock.lock();
            if clock.timer.is_some() && clock.unit > 0.0 {
                clock.unit
            } else {
                NANOSECOND
            }
        }

        fn now(&self, vm: &VirtualMachine) -> i64 {
            let (timer, unit) = {
                let clock = self.clock.lock();
                (clock.timer.clone(), clock.unit)
            };
            let Some(timer) = timer else {
                return i64::try_from(self.created.elapsed().as_nanos()).unwrap_or(i64::MAX);
            };
            self.in_timer.store(true, Relaxed);
            let ticks = ask(&timer, unit, vm);
            self.in_timer.store(false, Relaxed);
            ticks.unwrap_or_else(|error| {
                let message = "Exception ignored while calling _lsprof timer".to_owned();
                vm.run_unraisable(error, Some(message), timer);
                0
            })
        }

        /// Takes an event in: `callable` is a code object or a native function.
        fn record(&self, event: Event, callable: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
            let native = event.is_native();
            let Some(key) = function::quick_key(callable, native, vm) else {
                return Ok(());
            };
            let now = self.now(vm);
            if self.record_known(event, &key, now) {
                return Ok(());
            }
            let function = function::describe(callable, native, vm)?;
            // Finding the name is no part of the function's time.
            let now = match event {
                Event::Enter | Event::EnterNative => self.now(vm),
                Event::Leave | Event::LeaveNative => now,
            };
            let mut measured = self.measured.lock();
            let (number, known) = measured.table.add(function);
            measured.record(event, number, now, self.subcalls.load(Relaxed));
            drop(measured);
            drop(known);
            Ok(())
        }

        fn record_known(&self, event: Event, key: &Key, now: i64) -> bool {
            let mut measured = self.measured.lock();
            let Some(number) = measured.table.number(key) else {
                return false;
            };
            measured.record(event, number, now, self.subcalls.load(Relaxed));
            true
        }
    }

    impl Measured {
        fn record(&mut self, event: Event, number: usize, now: i64, subcalls: bool) {
            let recorder = self.threads.entry(thread::current().id()).or_default();
            match event {
                Event::Enter | Event::EnterNative => recorder.enter(number, now, subcalls),
                Event::Leave | Event::LeaveNative => recorder.leave(number, now, subcalls),
            }
        }
    }

    /// What the profiler's own timer says, in ticks.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "what does not fit becomes the nearest that does"
    )]
    fn ask(timer: &PyObject, unit: f64, vm: &VirtualMachine) -> PyResult<i64> {
        let value = timer.call((), vm)?;
        if unit > 0.0 {
            return value.try_into_value::<i64>(vm);
        }
        let seconds = value.try_into_value::<ArgIntoFloat>(vm)?.into_float();
        Ok((seconds / NANOSECOND).round() as i64)
    }

    fn monitoring(vm: &VirtualMachine) -> PyResult {
        vm.sys_module.get_attr("monitoring", vm)
    }

    fn subscribe(
        profiler: &PyRef<Profiler>,
        monitoring: &PyObject,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let events = monitoring.get_attr("events", vm)?;
        let builtins = profiler.builtins.load(Relaxed);
        let mut wanted = 0;
        for (name, event) in EVENTS {
            if event.is_native() && !builtins {
                continue;
            }
            let id: i32 = events.get_attr(name, vm)?.try_into_value(vm)?;
            let hook = Hook {
                profiler: profiler.clone(),
                event,
            };
            let hook = hook.into_ref(&vm.ctx);
            vm.call_method(monitoring, "register_callback", (TOOL, id, hook))?;
            wanted |= id;
        }
        vm.call_method(monitoring, "set_events", (TOOL, wanted))?;
        Ok(())
    }

    /// The callback of an event.
    #[pyclass(no_attr, module = "_lsprof", name = "_Hook")]
    #[derive(Debug, PyPayload)]
    struct Hook {
        profiler: PyRef<Profiler>,
        event: Event,
    }

    impl Callable for Hook {
        type Args = FuncArgs;

        fn call(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            // Behind the code object: an offset, and then what is called.
            let position = if zelf.event.is_native() { 2 } else { 0 };
            if let Some(callable) = args.args.get(position) {
                // A profiler does not get into its program's way.
                let _ = zelf.profiler.record(zelf.event, callable, vm);
            }
            Ok(vm.ctx.none())
        }
    }

    #[pyclass(with(Callable))]
    impl Hook {}

    #[pystruct_sequence_data]
    struct EntryData {
        code: PyObjectRef,
        callcount: u64,
        reccallcount: u64,
        totaltime: f64,
        inlinetime: f64,
        calls: PyObjectRef,
    }

    /// What is known of a function.
    #[pyattr]
    #[pystruct_sequence(name = "profiler_entry", module = "_lsprof", data = "EntryData")]
    struct PyEntry;

    #[pyclass(with(PyStructSequence))]
    impl PyEntry {}

    #[pystruct_sequence_data]
    struct SubentryData {
        code: PyObjectRef,
        callcount: u64,
        reccallcount: u64,
        totaltime: f64,
        inlinetime: f64,
    }

    /// What is known of a function's calls from one other.
    #[pyattr]
    #[pystruct_sequence(name = "profiler_subentry", module = "_lsprof", data = "SubentryData")]
    struct PySubentry;

    #[pyclass(with(PyStructSequence))]
    impl PySubentry {}

    fn shown_entry(
        function: usize,
        entry: Entry,
        shown: &[PyObjectRef],
        unit: f64,
        vm: &VirtualMachine,
    ) -> PyObjectRef {
        let mut callees: Vec<_> = entry
            .callees
            .into_iter()
            .filter(|(_, tally)| tally.calls > 0)
            .collect();
        callees.sort_unstable_by_key(|(callee, _)| *callee);
        let calls: PyObjectRef = if callees.is_empty() {
            vm.ctx.none()
        } else {
            let callees = callees
                .iter()
                .map(|(callee, tally)| shown_subentry(*callee, tally, shown, unit, vm));
            vm.ctx.new_list(callees.collect()).into()
        };
        let data = EntryData {
            code: shown[function].clone(),
            callcount: entry.own.calls,
            reccallcount: entry.own.recursive,
            totaltime: seconds(entry.own.total, unit),
            inlinetime: seconds(entry.own.inline, unit),
            calls,
        };
        PyEntry::from_data(data, vm).into()
    }

    fn shown_subentry(
        function: usize,
        tally: &Tally,
        shown: &[PyObjectRef],
        unit: f64,
        vm: &VirtualMachine,
    ) -> PyObjectRef {
        let data = SubentryData {
            code: shown[function].clone(),
            callcount: tally.calls,
            reccallcount: tally.recursive,
            totaltime: seconds(tally.total, unit),
            inlinetime: seconds(tally.inline, unit),
        };
        PySubentry::from_data(data, vm).into()
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "exact for a hundred days in nanoseconds"
    )]
    fn seconds(ticks: i64, unit: f64) -> f64 {
        ticks as f64 * unit
    }
}
