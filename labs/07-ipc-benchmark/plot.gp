# plot.gp - draws plots/*.csv; run by ./plot.
#
# Readable without colours: each transport has a pattern, a kind of line and a mark of its own.
set datafile separator ','
# A row of another transport is no gap in a line.
set datafile missing NaN
set encoding utf8
set border 3
set tics nomirror out
set grid ytics lc rgb '#aaaaaa'

names = 'shared-memory message-queue unix-socket pipe'
shades = '#000000 #666666 #999999 #cccccc'
tics_of_sizes = "('64 B' 64, '256 B' 256, '1 KiB' 1024, '4 KiB' 4096, '16 KiB' 16384, '64 KiB' 65536, '256 KiB' 262144, '1 MiB' 1048576, '4 MiB' 4194304, '16 MiB' 16777216)"

# The median of a row of time.csv, by its name.
milliseconds(name) = real(system(sprintf("awk -F, '$1 == \"%s\" { print $5 }' plots/time.csv", name)))
limit = milliseconds('memcpy + read')

do for [kind in 'svg png'] {
    if (kind eq 'svg') {
        set terminal svg size 800,500 font 'sans-serif,14' background '#ffffff'
    } else {
        set terminal pngcairo size 1200,750 font 'sans-serif,16' background '#ffffff'
    }

    set output 'plots/time.'.kind
    set title 'Time to move 1000 messages of 1 MiB, every byte read'
    set xlabel ''
    set ylabel 'time (ms), median and range of 5 runs'
    unset logscale
    set yrange [0:*]
    set xrange [-0.7:3.7]
    set xtics norotate ('shared memory' 0, 'message queue' 1, 'Unix socket' 2, 'pipe' 3)
    set key top left
    set boxwidth 0.6
    # The ranges are black on a white edge, to be seen on every bar.
    plot for [i = 1:4] 'plots/time.csv' using (strcol(1) eq word(names, i) ? i - 1 : NaN):5 \
             with boxes fs solid 1.0 border lc rgb '#000000' lc rgb word(shades, i) notitle, \
         for [i = 1:8] 'plots/time.csv' using (strcol(1) eq word(names, (i + 1) / 2) ? (i - 1) / 2 : NaN):6:(0):($7 - $6) \
             with vectors heads size 0.06,90 lw (i % 2 ? 5 : 1.5) lc rgb (i % 2 ? '#ffffff' : '#000000') notitle, \
         for [i = 1:4] 'plots/time.csv' \
             using (strcol(1) eq word(names, i) ? i - 1 : NaN):7:(sprintf('%.0f', $5)) \
             with labels offset 0,0.8 notitle, \
         limit with lines dt 2 lw 2 lc rgb '#000000' \
             title sprintf('the limit: memcpy + read by one process, %.0f ms', limit)

    set output 'plots/throughput.'.kind
    set title 'Throughput over message size, every byte read'
    set xlabel 'size of a message'
    set ylabel 'throughput (GB/s), median of 3 runs'
    set logscale x 2
    set logscale y 10
    set xrange [48:22000000]
    set yrange [*:*]
    eval 'set xtics rotate by -30 '.tics_of_sizes
    set key bottom right
    plot for [i = 1:4] 'plots/throughput.csv' using (strcol(1) eq word(names, i) ? $2 : NaN):8 \
             with linespoints lw 2 pt i * 2 + 3 ps 1.2 dt i lc rgb word('#000000 #333333 #555555 #777777', i) \
             title word(names, i), \
         'plots/throughput.csv' using (strcol(1) eq 'memcpy + read' ? $2 : NaN):8 \
             with lines lw 3 dt 3 lc rgb '#aaaaaa' title 'the limit: memcpy + read'
}
