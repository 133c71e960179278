use std::env;
use std::panic;
use std::process::ExitCode;

use crate::events::{EVENT_FD, Event};
use crate::job::read_job;
use crate::{Events, Fault, Job};

/// Engines of a program: each name with what runs its jobs.
pub type Registry = [(&'static str, fn(&Job, &Events) -> Result<(), Fault>)];

/// The whole of an engine program: reads `--job`, runs it. Exit 0 after `done`, 2 for a job that cannot be run as it
/// stands, 1 for everything else.
#[must_use]
pub fn main(registry: &Registry) -> ExitCode {
    // A panic is told as a failed configuration; its words on stderr would come twice.
    panic::set_hook(Box::new(|_| {}));
    match prepare(registry) {
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
        Ok((run, job, events)) => match run(&job, &events) {
            Ok(()) => ExitCode::SUCCESS,
            Err(Fault { kind, message }) => {
                events.emit(&Event::Failed { kind, message: &message, configuration: None, part: None });
                eprintln!("{message}");
                ExitCode::FAILURE
            }
        },
    }
}

type Prepared = (fn(&Job, &Events) -> Result<(), Fault>, Job, Events);

fn prepare(registry: &Registry) -> Result<Prepared, String> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [flag, file] = words.as_slice() else {
        return Err("an engine takes one argument: --job FILE".to_owned());
    };
    if flag != "--job" {
        return Err("an engine takes one argument: --job FILE".to_owned());
    }
    let job = read_job(file)?;
    let names: Vec<&str> = registry.iter().map(|(name, _)| *name).collect();
    let Some((_, run)) = registry.iter().find(|(name, _)| *name == job.engine) else {
        return Err(format!("no adapter is named \"{}\"; there are {}", job.engine, names.join(", ")));
    };
    let events = Events::open()
        .ok_or(format!("file descriptor {EVENT_FD} is not open. Start engines through knnbench"))?;
    Ok((*run, job, events))
}
