//! Constants only. Those written out as numbers are Linux's own, which the `libc`
//! crate does not have.

use rustpython_vm::{Context, builtins::PyModuleDef};

pub(super) fn posix(ctx: &Context) -> &'static PyModuleDef {
    posix_constants::module_def(ctx)
}

pub(super) fn socket(ctx: &Context) -> &'static PyModuleDef {
    socket_constants::module_def(ctx)
}

pub(super) fn select(ctx: &Context) -> &'static PyModuleDef {
    select_constants::module_def(ctx)
}

pub(super) fn fcntl(ctx: &Context) -> &'static PyModuleDef {
    fcntl_constants::module_def(ctx)
}

pub(super) fn termios(ctx: &Context) -> &'static PyModuleDef {
    termios_constants::module_def(ctx)
}

pub(super) fn array(ctx: &Context) -> &'static PyModuleDef {
    array_constants::module_def(ctx)
}

#[rustpython_vm::pymodule(name = "posix")]
mod posix_constants {
    #[pyattr]
    use libc::{
        MFD_HUGE_1GB, MFD_HUGE_1MB, MFD_HUGE_2GB, MFD_HUGE_2MB, MFD_HUGE_8MB, MFD_HUGE_16GB,
        MFD_HUGE_16MB, MFD_HUGE_32MB, MFD_HUGE_64KB, MFD_HUGE_256MB, MFD_HUGE_512KB,
        MFD_HUGE_512MB, O_ACCMODE, O_FSYNC, RTLD_DEEPBIND, RWF_APPEND, RWF_DSYNC, RWF_HIPRI,
        RWF_NOWAIT, RWF_SYNC, ST_APPEND, ST_MANDLOCK, ST_NOATIME, ST_NODEV, ST_NODIRATIME,
        ST_NOEXEC, ST_RELATIME, ST_SYNCHRONOUS, ST_WRITE, TMP_MAX,
    };

    #[pyattr]
    const NGROUPS_MAX: i32 = 65536;
    /// On 64 bits, glibc always opens files for large ones and has nothing to ask for.
    #[pyattr]
    const O_LARGEFILE: i32 = 0;
}

#[rustpython_vm::pymodule(name = "_socket")]
mod socket_constants {
    #[pyattr]
    use libc::{
        AF_ROSE, IP_BIND_ADDRESS_NO_PORT, IP_DEFAULT_MULTICAST_TTL, PACKET_BROADCAST, PACKET_HOST,
        PACKET_LOOPBACK, PACKET_MULTICAST, PACKET_OTHERHOST, PACKET_OUTGOING, SO_INCOMING_CPU,
        TCP_NOTSENT_LOWAT,
    };

    #[pyattr]
    const AF_QIPCRTR: i32 = 42;
    #[pyattr]
    const ALG_OP_SIGN: i32 = 2;
    #[pyattr]
    const ALG_OP_VERIFY: i32 = 3;
    #[pyattr]
    const ALG_SET_PUBKEY: i32 = 6;
    #[pyattr]
    const EAI_ADDRFAMILY: i32 = -9;
    #[pyattr]
    const IPV6_JOIN_GROUP: i32 = libc::IPV6_ADD_MEMBERSHIP;
    #[pyattr]
    const IPV6_LEAVE_GROUP: i32 = libc::IPV6_DROP_MEMBERSHIP;
    #[pyattr]
    const IPV6_RTHDR_TYPE_0: i32 = 0;
    #[pyattr]
    const IP_MAX_MEMBERSHIPS: i32 = 20;
    #[pyattr]
    const IP_RECVRETOPTS: i32 = libc::IP_RETOPTS;
    #[pyattr]
    const NI_MAXSERV: i32 = 32;
    #[pyattr]
    const PACKET_FASTROUTE: i32 = 6;
}

#[rustpython_vm::pymodule(name = "select")]
mod select_constants {
    #[pyattr]
    use libc::POLLRDHUP;

    #[pyattr]
    const POLLMSG: i32 = 0x400;
}

#[rustpython_vm::pymodule(name = "fcntl")]
mod fcntl_constants {
    #[pyattr]
    const DN_ACCESS: u32 = 1;
    #[pyattr]
    const DN_MODIFY: u32 = 2;
    #[pyattr]
    const DN_CREATE: u32 = 4;
    #[pyattr]
    const DN_DELETE: u32 = 8;
    #[pyattr]
    const DN_RENAME: u32 = 0x10;
    #[pyattr]
    const DN_ATTRIB: u32 = 0x20;
    #[pyattr]
    const DN_MULTISHOT: u32 = 0x8000_0000;
    #[pyattr]
    const F_EXLCK: i32 = 4;
    #[pyattr]
    const F_SHLCK: i32 = 8;
    #[pyattr]
    const F_SETSIG: i32 = 10;
    #[pyattr]
    const F_GETSIG: i32 = 11;
    // What glibc calls so on 64 bits, where all locks are for large files.
    #[pyattr]
    const F_GETLK64: i32 = libc::F_GETLK;
    #[pyattr]
    const F_SETLK64: i32 = libc::F_SETLK;
    #[pyattr]
    const F_SETLKW64: i32 = libc::F_SETLKW;
    #[pyattr]
    const LOCK_MAND: i32 = 32;
    #[pyattr]
    const LOCK_READ: i32 = 64;
    #[pyattr]
    const LOCK_WRITE: i32 = 128;
    #[pyattr]
    const LOCK_RW: i32 = 192;
}

#[rustpython_vm::pymodule(name = "termios")]
mod termios_constants {
    #[pyattr]
    use libc::{
        FIOASYNC, TCSBRKP, TIOCGETD, TIOCGICOUNT, TIOCMIWAIT, TIOCNOTTY, TIOCPKT, TIOCSETD,
        TIOCSSERIAL,
    };

    #[pyattr]
    const TIOCPKT_DATA: i32 = 0;
    #[pyattr]
    const TIOCPKT_FLUSHREAD: i32 = 1;
    #[pyattr]
    const TIOCPKT_FLUSHWRITE: i32 = 2;
    #[pyattr]
    const TIOCPKT_STOP: i32 = 4;
    #[pyattr]
    const TIOCPKT_START: i32 = 8;
    #[pyattr]
    const TIOCPKT_NOSTOP: i32 = 16;
    #[pyattr]
    const TIOCPKT_DOSTOP: i32 = 32;
    #[pyattr]
    const N_TTY: i32 = 0;
    #[pyattr]
    const N_SLIP: i32 = 1;
    #[pyattr]
    const N_MOUSE: i32 = 2;
    #[pyattr]
    const N_PPP: i32 = 3;
}

#[rustpython_vm::pymodule(name = "array")]
mod array_constants {
    #[pyattr]
    fn typecodes(_vm: &rustpython_vm::VirtualMachine) -> &'static str {
        "bBuwhHiIlLqQfd"
    }
}
