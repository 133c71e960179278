#!/usr/bin/env bash
# A Slurm cluster on this one machine, as root, from Debian's packages: emulated nodes n1, n2, … with a core each.
#
#     eval "$(scripts/slurm-up.sh up 3)"     # starts it, and says where its configuration is
#     scripts/slurm-up.sh down
#
# Its files lie in SLURM_HOME, or in a folder for temporary files. Nothing of it survives `down`.
set -euo pipefail
home=${SLURM_HOME:-${TMPDIR:-/tmp}/knnbench-slurm}
conf=$home/slurm.conf

stop() { # the nodes first, munge last, each by its own pid file
  local file pid
  for file in "$home"/pids/slurmd-*.pid "$home"/pids/slurmctld.pid "$home"/munge/run/munged.pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    case $(cat "/proc/$pid/comm" 2>/dev/null || true) in
    slurmd | slurmctld | munged)
      kill "$pid"
      for _ in $(seq 100); do
        [ -d "/proc/$pid" ] && ! grep -q '^State:\sZ' "/proc/$pid/status" 2>/dev/null || break
        sleep 0.1
      done
      ;;
    esac
  done
  rm -rf "$home"
}

install_packages() {
  local program
  for program in slurmctld slurmd sbatch munged; do
    command -v "$program" >/dev/null && continue
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
      slurmctld slurmd slurm-client munge >/dev/null 2>&1
    return
  done
}

start_munge() { # a key and a socket of its own, beside a munged that may run here already
  install -d -m 755 "$home"
  install -d -o munge -g munge -m 700 "$home/munge"
  install -d -o munge -g munge -m 755 "$home/munge/run"
  chmod 755 "$home/munge"
  dd if=/dev/urandom of="$home/munge/key" bs=1024 count=1 status=none
  chown munge:munge "$home/munge/key" && chmod 400 "$home/munge/key"
  runuser -u munge -- munged --force --key-file="$home/munge/key" --socket="$home/munge/run/socket" \
    --pid-file="$home/munge/run/munged.pid" --log-file="$home/munge/run/log" --seed-file="$home/munge/run/seed"
}

write_configuration() { # $1: nodes
  local cores megabytes host node others
  cores=$(nproc --all)
  megabytes=$(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) * 8 / 10 / 1024))
  host=$(hostname -s)
  mkdir -p "$home"/{pids,logs,state,spool}
  # Slurm 22.05 wants a plugin for cgroups, even where nothing uses them.
  echo 'CgroupPlugin=cgroup/v1' >"$home/cgroup.conf"
  cat >"$conf" <<END
ClusterName=knnbench
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge/run/socket
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool/%n
SlurmctldPidFile=$home/pids/slurmctld.pid
SlurmdPidFile=$home/pids/slurmd-%n.pid
SlurmctldLogFile=$home/logs/slurmctld.log
SlurmdLogFile=$home/logs/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/affinity
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SlurmdTimeout=10
KillWait=5
ReturnToService=2
END
  for node in $(seq "$1"); do # a node has one core: the others are kept from it
    others=$(seq 0 $((cores - 1)) | grep -vx $(((node - 1) % cores)) | paste -sd, || true)
    echo "NodeName=n$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((27000 + node)) CPUs=$cores" \
      "RealMemory=$((megabytes / $1)) ${others:+CpuSpecList=$others}"
  done >>"$conf"
  echo 'PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP' >>"$conf"
}

start_nodes() { # $1: nodes
  local node
  slurmctld -c -f "$conf"
  for node in $(seq "$1"); do
    mkdir -p "$home/spool/n$node"
    slurmd -N "n$node" -f "$conf"
  done
  for _ in $(seq 200); do
    [ "$(SLURM_CONF=$conf sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" = "$1" ] && return
    sleep 0.1
  done
  echo "slurm-up: the nodes are not idle after 20 s; see $home/logs" >&2
  exit 1
}

case ${1:-} in
up)
  install_packages
  stop
  start_munge
  write_configuration "${2:-2}"
  start_nodes "${2:-2}"
  echo "export SLURM_CONF=$conf"
  ;;
down) stop ;;
*)
  sed -n '2,7s/^# \{0,1\}//p' "$0"
  exit 2
  ;;
esac
